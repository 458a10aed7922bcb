# sh -c "$(cat isolate.sh)" isolate CWD [HIDDEN [MODE SHOWN]... --]... -- [WRITABLE]... -- [READ_ONLY]... -- PROGRAM
# ARGUMENT... Runs as root of its own mount namespace. Covers each HIDDEN folder with a folder that contains only its
# SHOWN paths, with MODE ro or rw, and each HIDDEN file with an empty file without permissions. Makes each READ_ONLY
# folder read-only except for its WRITABLE paths, and executes PROGRAM in CWD. Paths are absolute. Starts few commands,
# because users wait for the start of a job.
set -eu
cwd=$1
shift

# A folder that exists on every Linux and is on none of our paths. Covers for other folders are created there.
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

read_only() {
  mount -n -o remount,bind,ro "$1" 2>/dev/null && return
  # The flags of a mount, such as nosuid, are locked in the namespace of an ordinary user.
  flags=$(findmnt -n -r -o VFS-OPTIONS -M "$1" | tail -n 1)
  mount -n -o "remount,bind,ro,${flags#rw,}" "$1"
}

# From a folder below a hidden one, relative paths would lead back into it.
cd /
while [ "$1" != -- ]; do
  hidden=$1
  shift
  mount -n -t tmpfs -o mode=0755 reprise "$stage"
  if [ ! -d "$hidden" ]; then
    (umask 0777 && : >"$stage/closed")
    mount -n -o remount,bind,ro "$stage"
    mount -n --bind "$stage/closed" "$hidden"
    umount -n "$stage"
    shift
    continue
  fi
  while [ "$1" != -- ]; do
    mode=$1
    shift
    place=$stage${1#"$hidden"}
    if [ -d "$1" ]; then
      [ -d "$place" ] || mkdir -p "$place"
    elif [ ! -e "$place" ]; then
      [ -d "${place%/*}" ] || mkdir -p "${place%/*}"
      : >"$place"
    fi
    mount -n --rbind "$1" "$place"
    [ "$mode" = rw ] || read_only "$place"
    shift
  done
  shift
  mount -n -o remount,bind,ro "$stage"
  mount -n --move "$stage" "$hidden"
done
shift
while [ "$1" != -- ]; do
  mount -n --rbind "$1" "$1"
  shift
done
shift
while [ "$1" != -- ]; do
  mount -n --rbind "$1" "$1"
  read_only "$1"
  shift
done
shift
cd "$cwd"
exec "$@"
