"""A scene as the simulators get it: checked, complete, immutable. Same words as `SceneSpec` in harness/types.ts.

Metres, radians, seconds, kilograms; world frame z up; quaternions xyzw; colours in [0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass

Vec3 = tuple[float, float, float]
Quat = tuple[float, float, float, float]
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Pose:
    position: Vec3
    quaternion: Quat


@dataclass(frozen=True, slots=True)
class Friction:
    lateral: float
    rolling: float
    spinning: float


@dataclass(frozen=True, slots=True)
class Material:
    color: Rgb
    texture: str | None


@dataclass(frozen=True, slots=True)
class Robot:
    name: str
    joints_rad: tuple[float, ...]
    gripper_opening: float


@dataclass(frozen=True, slots=True)
class Light:
    """`direction` points from the scene towards the light."""

    direction: Vec3
    color: Rgb
    ambient: float
    diffuse: float
    specular: float
    shadow: bool


@dataclass(frozen=True, slots=True)
class Camera:
    """Camera frame x right, y down, z forward; pose in the world, or in the hand's frame when `mount` is `hand`."""

    name: str
    mount: str
    pose: Pose
    fov_y_rad: float
    near_m: float
    far_m: float


@dataclass(frozen=True, slots=True)
class Body:
    """Pose of the model frame; `color` None keeps the model's own."""

    name: str
    model: str
    pose: Pose
    color: Rgb | None
    scale: float
    mass_kg: float
    friction: Friction
    fixed: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """Paint on the table: seen, never touched."""

    name: str
    shape: str
    center: tuple[float, float]
    size_m: tuple[float, float]
    yaw_rad: float
    color: Rgb


@dataclass(frozen=True, slots=True)
class Foreign:
    """A world that the simulator brings along, by name; see docs/protocol.md. Hashes are sha256 in hex."""

    simulator: str
    suite: str
    task: str
    states_of: str
    initial_state: int
    wait_steps: int
    definition: str
    scene: str
    goal: str
    text_of_name: str
    text_of_definition: str


@dataclass(frozen=True, slots=True)
class Scene:
    control_hz: float
    physics_hz: float
    robot: Robot
    table: Material
    floor: Material
    background: Rgb
    light: Light
    cameras: tuple[Camera, ...]
    bodies: tuple[Body, ...]
    zones: tuple[Zone, ...]
    sensor_noise_std: float
    foreign: Foreign | None = None

    @property
    def substeps(self) -> int:
        """Physics steps in a control step."""
        return round(self.physics_hz / self.control_hz)

    def camera(self, name: str) -> Camera | None:
        return next((camera for camera in self.cameras if camera.name == name), None)


SURFACES = ("table", "floor", "gripper", "arm")


def index_names(scene: Scene) -> tuple[str, ...]:
    """The index space of contacts and segmentation: bodies, `table`, `floor`, `gripper`, `arm`, zones."""
    return (*(b.name for b in scene.bodies), *SURFACES, *(z.name for z in scene.zones))
