#!/usr/bin/env bash
# What a package does to a clean Debian: installed with nothing but what it declares, smoked as a user whose home has spaces and Vietnamese
# letters, started from its menu entry, upgraded, removed, and looked at for residue. As root, on Debian, with debootstrap, Xvfb and ImageMagick:
#
#   packaging/clean_root.sh OLD.deb NEW.deb FOLDER_FOR_PICTURES [SUITE] [MIRROR]
set -Eeuo pipefail
here=$(cd "$(dirname "$0")" && pwd)
old=$(realpath "$1") new=$(realpath "$2") pictures=$(realpath -m "$3") suite=${4:-bookworm} mirror=${5:-}
root=$(mktemp -d /tmp/emlinh-root.XXXXXX)
chmod 755 "$root" # its user must be able to go in
user=en home='/home/Nguyễn Thị Én Nhỏ' screen=:87
mkdir -p "$pictures"

leave() {
  [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
  for place in dev/shm dev proc; do umount -l "$root/$place" 2>/dev/null || true; done
  mountpoint -q "$root/proc" || mountpoint -q "$root/dev" || rm -rf --one-file-system "$root"
}
trap leave EXIT
trap 'echo "failed at line $LINENO: $BASH_COMMAND" >&2' ERR

inside() { chroot "$root" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 "$@"; }
as_user=(chroot --userspec=$user:$user "$root" env -i PATH=/usr/local/bin:/usr/bin:/bin HOME="$home" LANG=C.UTF-8 EMLINH_LANG=vi XDG_RUNTIME_DIR="$home/.run" DISPLAY=$screen)
files() { (cd "$root" && find . -xdev -path ./proc -prune -o -path ./dev -prune -o -path ./home -prune -o -print | sort); }
install_package() {
  cp "$1" "$root/tmp/package.deb"
  inside apt-get install -y -qq --no-install-recommends /tmp/package.deb >/dev/null
  rm "$root/tmp/package.deb"
  inside dpkg-query -W -f '${Package} ${Version} installed, ${Installed-Size} kB\n' emlinh-desktop
}

# ---- a bare system, then what the package asks for
debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >/dev/null
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" && chmod +x "$root/usr/sbin/policy-rc.d"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
inside apt-get update -qq
inside useradd -m -d "$home" -s /bin/bash $user
install_package "$old"
if inside sh -c 'command -v python3'; then echo "this root has a Python" >&2; exit 1; fi
inside dpkg --remove emlinh-desktop >/dev/null # its dependencies stay: what it leaves itself shows in the difference
files >"$pictures/files-before.txt"
install_package "$old"
python3 "$here/smoke.py" --root "$root" --user $user

# ---- from the menu, as the desktop starts it
Xvfb $screen -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
xvfb=$!
sleep 1
start_from_menu() { # NAME: start, wait, take a picture, end politely
  local command
  command=$(sed -n 's/^Exec=//p' "$root/usr/share/applications/emlinh-desktop.desktop")
  "${as_user[@]}" sh -c "exec $command" &
  local started=$!
  sleep "${2:-8}"
  import -display $screen -window root "$pictures/$1.png"
  kill -TERM $started
  wait $started
}
"${as_user[@]}" mkdir -p "$home/.run"
start_from_menu first-start
"${as_user[@]}" emlinh-desktop make 'Lợi ích của việc ngủ trưa' --duration 5 2>"$pictures/make.txt"
before=$("${as_user[@]}" emlinh-desktop jobs --json | sort)
[ -n "$before" ]

# ---- upgrade: everything is still there
install_package "$new"
"${as_user[@]}" emlinh-desktop --version
[ "$("${as_user[@]}" emlinh-desktop jobs --json | sort)" = "$before" ] || { echo "the upgrade lost films" >&2; exit 1; }
ls "$root$home"/Videos/*/*.mp4
start_from_menu after-upgrade

# ---- gone without a trace, but for what the user made
inside apt-get purge -y -qq emlinh-desktop >/dev/null
files >"$pictures/files-after.txt"
left=$(diff "$pictures/files-before.txt" "$pictures/files-after.txt" | grep -vE '^[0-9,acd]+$|/var/(log|cache|lib/(apt|dpkg))/|\./tmp' || true)
[ -z "$left" ] || { echo "left behind:" >&2; echo "$left" >&2; exit 1; }
echo "nothing left behind; the user's own:"
(cd "$root$home" && find . -maxdepth 4 -type d -iname '*em*linh*')
