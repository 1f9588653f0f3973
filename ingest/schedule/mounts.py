"""Which folders lie on other machines: the kernel tells of no changes made over there."""

from __future__ import annotations

import re
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_REMOTE = frozenset(
    "cifs smb3 smbfs nfs nfs4 9p afs ceph coda davfs gfs2 glusterfs lustre ncpfs ocfs2 "
    "vboxsf virtiofs vmhgfs drvfs fuse".split()
)


def remote_kind(path: Path, mounts: str | None = None) -> str | None:
    """The kind of file system that `path` lies on if changes in it may go unnoticed, or None.

    `mounts` is the text of /proc/mounts. A FUSE file system is taken for remote; a disk's
    (`fuseblk`) is local.
    """
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None
    path = path.resolve()
    best, kind = -1, ""
    for line in mounts.splitlines():
        _, where, found, *_ = line.split(" ")
        mount = Path(_unescaped(where))
        depth = len(mount.parts)
        # A later mount at the same place lies over the earlier one.
        if path.is_relative_to(mount) and depth >= best:
            best, kind = depth, found
    return kind if kind in _REMOTE or kind.startswith("fuse.") else None


def _unescaped(text: str) -> str:
    r"""Mount points have spaces and the like as octal numbers: `\040`."""
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), text)
