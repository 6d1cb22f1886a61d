/** A small scenario with one factor for each way in which a factor reaches a policy. */
export const SMALL = `task: pick_and_place
instruction: Put the {target} in the {receptacle}.
robot: panda
look: oak
maxSteps: 200
episodes: 3
objects:
  target: { model: cube, place: { region: left } }
  receptacle: { model: bowl, place: { region: right } }
factors:
  object:
    new_color: { objects.target.color: purple }
  lighting:
    dim: { light.ambient: 0.25 }
  instruction:
    polite: { instruction: "Could you put the {target} in the {receptacle}, please?" }
  latency:
    late: { latencyMs: 100 }
`;
