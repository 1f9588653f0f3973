"""Network mounts, as Linux lists them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.schedule.mounts import remote_kind

MOUNTS = r"""/dev/sda1 / ext4 rw,relatime 0 0
//server/hr /mnt/hr cifs rw,vers=3.1.1 0 0
server:/export /srv/team nfs4 rw 0 0
/dev/sdb1 /srv/team/local xfs rw 0 0
rclone /mnt/one\040drive fuse.rclone rw 0 0
/dev/sdc1 /mnt/usb fuseblk rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/documents", None),
        ("/mnt/hr", "cifs"),
        ("/mnt/hr/contracts/2026", "cifs"),
        ("/mnt/hr2", None),
        ("/srv/team/plans", "nfs4"),
        ("/srv/team/local/plans", None),
        ("/mnt/one drive/x", "fuse.rclone"),
        ("/mnt/usb/x", None),
    ],
)
def test_remote_kind(path: str, kind: str | None) -> None:
    assert remote_kind(Path(path), MOUNTS) == kind


def test_this_machines_own_disk_is_local(tmp_path: Path) -> None:
    assert remote_kind(tmp_path) is None
