"""A scene as frames and parts: table, floor, zones, bodies, robot."""

from __future__ import annotations

from ..library import Library
from ..robots import RobotDescription
from ..rotation import IDENTITY
from ..scene import Body, Material, Pose, Quat, Scene, Vec3, Zone
from ..shapes import Box, Cylinder, Shape
from ..table_top import FLOOR_CENTER_M, FLOOR_SIZE_M, PAINT_M, TABLE_CENTER_M, TABLE_SIZE_M, paint_pose
from .assets import AssetShop
from .description import BodyFrame, FixedFrame, MeshShape, Primitive, VisualPart, Visuals, VisualShape
from .robot import add_robot
from .sheet import Sheet

PAINT_ALPHA = 0.8
UPRIGHT: Quat = (0.0, 0.0, 0.0, 1.0)


def describe(scene: Scene, library: Library, shop: AssetShop, robot: RobotDescription) -> Visuals:
    """The look of a scene that was built, with the robot's base at the origin. `E_ASSET` for a file that is no use."""
    sheet = Sheet()
    _add_slab(sheet, shop, "table", scene.table, TABLE_SIZE_M, TABLE_CENTER_M)
    _add_slab(sheet, shop, "floor", scene.floor, FLOOR_SIZE_M, FLOOR_CENTER_M)
    for layer, zone in enumerate(scene.zones):
        _add_paint(sheet, zone, layer)
    for body in scene.bodies:
        _add_body(sheet, library, shop, body)
    links = add_robot(sheet, shop, robot)
    return Visuals(tuple(sheet.frames), tuple(sheet.parts), links[robot.hand_link])


def _add_slab(sheet: Sheet, shop: AssetShop, name: str, material: Material, size: Vec3, center: Vec3) -> None:
    frame = sheet.frame(FixedFrame(name, Pose(center, UPRIGHT)))
    texture = None if material.texture is None else shop.texture(material.texture)
    sheet.parts.append(VisualPart(name, frame, IDENTITY, MeshShape(shop.slab(size)), material.color, texture=texture))


def _add_paint(sheet: Sheet, zone: Zone, layer: int) -> None:
    frame = sheet.frame(FixedFrame(zone.name, paint_pose(zone, layer)))
    width, depth = zone.size_m
    shape = Box((width, depth, PAINT_M)) if zone.shape == "rect" else Cylinder(width / 2, PAINT_M)
    sheet.parts.append(VisualPart(zone.name, frame, IDENTITY, shape, zone.color, alpha=PAINT_ALPHA))


def _add_body(sheet: Sheet, library: Library, shop: AssetShop, body: Body) -> None:
    model = library.model(body.model)
    frame = sheet.frame(BodyFrame(body.name))
    tint = body.color or library.colors[model.color]
    for part in (part for part in model.parts if part.visible):
        x, y, z = part.pose.position
        pose = Pose((x * body.scale, y * body.scale, z * body.scale), part.pose.quaternion)
        shape = shape_of(part.shape, shop)
        sheet.parts.append(VisualPart(body.name, frame, pose, shape, part.color or tint, scale=body.scale))


def shape_of(shape: Shape, shop: AssetShop) -> VisualShape:
    """By its parameters where a renderer knows the shape, else as a mesh."""
    return shape if isinstance(shape, Primitive) else MeshShape(shop.of_shape(shape))
