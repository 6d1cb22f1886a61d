"""What goes wrong with a LeRobot server, in one line for a person."""

from vla_policy_server.errors import PolicyError


class MalformedReply(PolicyError):
    """An answer out of protocol, or one whose pickle names what no answer needs."""


class Unreachable(PolicyError):
    pass


class Late(PolicyError):
    pass


class ServerFailed(PolicyError):
    pass
