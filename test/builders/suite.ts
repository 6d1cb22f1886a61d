/** The least with a factor: one condition of it beside the nominal one. */
export const oneFactor = (episodes: number): string => `task: pick_and_place
instruction: Put the {target} in the {receptacle}.
robot: panda
look: oak
maxSteps: 200
episodes: ${episodes}
objects:
  target: { model: cube, place: { region: left } }
  receptacle: { model: bowl, place: { region: right } }
factors:
  object:
    new_color: { objects.target.color: purple }
`;

/** A small scenario with one factor for each way in which a factor reaches a policy. */
export const SMALL = `${oneFactor(3)}  lighting:
    dim: { light.ambient: 0.25 }
  instruction:
    polite: { instruction: "Could you put the {target} in the {receptacle}, please?" }
  latency:
    late: { latencyMs: 100 }
`;
