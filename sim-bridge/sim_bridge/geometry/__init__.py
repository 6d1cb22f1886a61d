"""Models as triangles to draw, shapes to collide, and mass to move. Pure functions of the library's types."""

from .collision import CollisionShape, collision_shapes
from .mass import MassProperties, mass_properties
from .mesh import Mesh, merge, model_mesh, quad, transform, visual_mesh
from .obj import read_obj, write_obj
from .rotation import matrix_of_quaternion, quaternion_of_matrix, quaternion_of_rpy_deg

__all__ = [
    "CollisionShape",
    "MassProperties",
    "Mesh",
    "collision_shapes",
    "mass_properties",
    "matrix_of_quaternion",
    "merge",
    "model_mesh",
    "quad",
    "quaternion_of_matrix",
    "quaternion_of_rpy_deg",
    "read_obj",
    "transform",
    "visual_mesh",
    "write_obj",
]
