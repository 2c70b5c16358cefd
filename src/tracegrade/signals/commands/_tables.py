"""What programs do by their name alone, and those of which the first word after it tells."""

from __future__ import annotations

from typing import cast

from tracegrade.signals.effects import EffectClass

__all__ = ["BY_NAME", "BY_SUBCOMMAND", "WRITES_OPERANDS"]


def _effect_class(name: str) -> EffectClass:
    return cast("EffectClass", name)


def _table(kinds: dict[str, str]) -> dict[str, frozenset[EffectClass]]:
    found: dict[str, frozenset[EffectClass]] = {}
    for classes, names in kinds.items():
        parts: frozenset[EffectClass] = frozenset(_effect_class(each) for each in classes.split())
        found |= dict.fromkeys(names.split(), parts)
    return found


BY_NAME = _table(
    {
        "read": "ls cat head tail less more grep egrep fgrep rg ag ack wc uniq cut tr diff cmp comm echo"
        " printf pwd cd pushd popd dirs which type whereis whoami id groups uname printenv ps top htop df du free"
        " stat file tree basename dirname realpath readlink test [ [[ true false : sleep seq jq xxd od hexdump"
        " md5sum sha1sum sha256sum cksum strings column nl tac rev paste join expand fold fmt wait jobs history"
        " man help export unset alias nproc lscpu lsof netstat ss uptime hostname ping dig nslookup host exit"
        " return read local declare typeset shift let trap set shopt break continue getopts cal bc expr factor"
        " zcat bzcat xzcat zgrep look locate ldd nm objdump arch locale getent last w who tty umask ulimit"
        " readarray mapfile hash dircolors yes pgrep vmstat iostat lsblk cloc tokei bat exa eza fzf ast-grep",
        "write": "cp mv touch mkdir tee ln install patch mktemp gzip gunzip bzip2 bunzip2 xz unxz zip unzip"
        " split csplit rename mkfifo mount umount sync pbcopy ffmpeg convert magick pandoc black prettier"
        " isort gofmt rustfmt",
        "destructive": "rm rmdir shred unlink truncate mkfs wipefs fdisk parted kill pkill killall shutdown"
        " reboot halt poweroff dropdb userdel groupdel wipe srm",
        "egress exec": "ssh",
        "egress": "nc ncat netcat telnet socat ftp sftp scp mail sendmail mutt mailx rclone s3cmd gsutil"
        " twine http https httpie wscat websocat",
        "exec": "python python2 python3 pypy node deno bun ruby perl php java javac go cargo rustc gcc g++ cc"
        " clang make cmake ninja gradle mvn pytest tox nox npx jest mocha vitest tsc rspec rake ansible"
        " ansible-playbook source . at batch parallel screen tmux expect osascript Rscript julia lua swift"
        " dotnet ipython jupyter uvicorn gunicorn flask celery",
        "privilege": "chmod chown chgrp chattr setfacl usermod useradd adduser passwd chpasswd groupadd visudo"
        " ssh-keygen ssh-copy-id iptables ufw setcap gpasswd",
        "exec write": "pip pip3 pipx uv poetry conda apt apt-get yum dnf brew apk pacman gem bundle composer",
    }
)
"""Classes by name; a version (`python3.12`) or an ending (`mkfs.ext4`) is taken off first."""

WRITES_OPERANDS = frozenset(
    ("mv", "touch", "mkdir", "tee", "rm", "rmdir", "shred", "unlink", "truncate", "chmod", "chown", "chgrp",
     "gzip", "gunzip", "patch")
)  # fmt: skip
"""Programs that change every file they are given."""

BY_SUBCOMMAND: dict[str, dict[str, frozenset[EffectClass]]] = {
    "git": _table(
        {
            "read": "status log diff show rev-parse ls-files ls-remote blame describe grep shortlog cat-file"
            " rev-list reflog help version var whatchanged show-ref name-rev merge-base check-ignore"
            " count-objects fsck diff-tree ls-tree",
            "write": "add commit checkout switch merge rebase pull fetch clone init tag mv restore cherry-pick"
            " apply am revert worktree branch stash remote config submodule notes bisect sparse-checkout gc"
            " format-patch update-index reset",
            "destructive": "rm clean filter-branch filter-repo prune",
            "egress": "push send-email request-pull",
        }
    ),
    "docker": _table(
        {
            "read": "ps images inspect logs info version stats top port history search",
            "write": "pull tag create cp commit load import rename update volume network",
            "destructive": "rm rmi prune kill stop system",
            "egress": "push login",
            "exec": "run exec build start restart compose",
        }
    ),
    "kubectl": _table(
        {
            "read": "get describe logs explain version top cluster-info api-resources diff config auth",
            "write": "apply create edit patch label annotate scale set rollout replace cp expose autoscale",
            "destructive": "delete drain cordon taint",
            "exec": "exec run attach port-forward debug",
        }
    ),
    "npm": _table(
        {
            "read": "ls list view info outdated search audit why help config doctor root prefix",
            "exec write": "install i ci add update uninstall remove link rebuild init create dedupe",
            "exec": "run run-script test t start stop exec x build",
            "egress": "publish unpublish deprecate dist-tag",
            "privilege": "login logout adduser token owner access",
        }
    ),
    "terraform": _table(
        {
            "read": "plan show validate output state version providers graph fmt",
            "exec write": "apply init import refresh",
            "destructive": "destroy taint",
        }
    ),
    "systemctl": _table(
        {
            "read": "status list-units list-unit-files is-active is-enabled show cat",
            "exec": "start restart reload enable daemon-reload",
            "destructive": "stop disable mask kill poweroff reboot",
        }
    ),
    "pip": _table(
        {
            "read": "list show freeze check search index config help debug",
            "exec write": "install uninstall download wheel",
        }
    ),
    "go": _table(
        {
            "read": "version env list doc vet",
            "exec write": "get install mod",
            "exec": "run test build",
        }
    ),
    "cargo": _table(
        {
            "read": "tree metadata search version",
            "exec write": "install add update new init",
            "exec": "run test build check bench clippy fmt doc",
            "egress": "publish yank login",
        }
    ),
}
BY_SUBCOMMAND["yarn"] = BY_SUBCOMMAND["pnpm"] = BY_SUBCOMMAND["npm"]
BY_SUBCOMMAND["podman"] = BY_SUBCOMMAND["docker"]
BY_SUBCOMMAND["pip3"] = BY_SUBCOMMAND["pip"]
