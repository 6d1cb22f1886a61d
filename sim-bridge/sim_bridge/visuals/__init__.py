"""What a scene looks like, for whoever draws it: from the scene, the library and the robot's description alone.

A simulator adds only where the frames are.
"""

from .assets import AssetShop, MeshAsset, TextureAsset
from .describe import describe
from .description import BodyFrame, FixedFrame, Frame, Joint, LinkFrame, MeshShape, VisualPart, Visuals

__all__ = [
    "AssetShop",
    "BodyFrame",
    "FixedFrame",
    "Frame",
    "Joint",
    "LinkFrame",
    "MeshAsset",
    "MeshShape",
    "TextureAsset",
    "VisualPart",
    "Visuals",
    "describe",
]
