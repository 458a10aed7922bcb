# sh -c "$(cat isolate.sh)" isolate CWD [HIDDEN SHOWN... --]... -- PROGRAM ARGUMENT...
# As root of a mount namespace of its own: covers each HIDDEN folder with one in which only what is SHOWN of it is there,
# each HIDDEN file with an empty one that nobody may open, and becomes PROGRAM in CWD. Paths are absolute. Few commands
# are started, since a person waits for a start.
set -eu
cwd=$1
shift

# A folder that is on every Linux and in no path of ours: what covers another one is made there.
apart() {
  case "$2/" in "$1"/*) return 1 ;; esac
  case "$1/" in "$2"/*) return 1 ;; esac
}
stage=
for folder in /mnt /media /srv /opt /boot /home; do
  [ -d "$folder" ] || continue
  stage=$folder
  for path; do apart "$folder" "$path" || stage=; done
  [ -z "$stage" ] || break
done
[ -n "$stage" ] || { echo 'isolate.sh: no folder is free to mount on' >&2; exit 1; }

# From a folder below a hidden one, relative paths would lead back into it.
cd /
while [ "$1" != -- ]; do
  hidden=$1
  shift
  mount -n -t tmpfs -o mode=0755 reprise "$stage"
  if [ -f "$hidden" ]; then
    (umask 0777 && : >"$stage/closed")
    mount -n -o remount,bind,ro "$stage"
    mount -n --bind "$stage/closed" "$hidden"
    umount -n "$stage"
    shift
    continue
  fi
  while [ "$1" != -- ]; do
    place=$stage${1#"$hidden"}
    if [ -d "$1" ]; then
      [ -d "$place" ] || mkdir -p "$place"
    else
      [ -d "${place%/*}" ] || mkdir -p "${place%/*}"
      : >"$place"
    fi
    mount -n --rbind "$1" "$place"
    shift
  done
  shift
  mount -n -o remount,bind,ro "$stage"
  mount -n --move "$stage" "$hidden"
done
shift
cd "$cwd"
exec "$@"
