#!/bin/sh
# supervise.sh ATTEMPT_DIR LOCK_FILE CHILD...
# Runs CHILD in a session of its own and records how it ends. Outlives whoever started it.
# Exits 75 when the lock is taken, 76 when this attempt dir has had its child.
set -u
dir=$1 lock=$2
shift 2

# The child inherits this descriptor: the lock is free only when supervisor and program are both gone.
exec 9>>"$lock" || exit 1
# Waits a little: a predecessor that has recorded its end is about to let go.
flock -w 1 9 || exit 75
[ ! -e "$dir/process" ] || exit 76
# Of a child that ended before it could show itself.
[ ! -e "$dir/exit" ] || rm "$dir/exit" || exit 1

# A handler, not '': a signal ignored here would stay ignored in the program.
trap : HUP INT TERM

# Few commands are started, since a person waits for a start.
start_time() { shift 21; start=$1; }
read -r boot </proc/sys/kernel/random/boot_id
read -r stat <"/proc/$$/stat"
start_time $stat
echo "$$ $start $boot" >"$dir/supervisor" || exit 1

[ -p "$dir/gate" ] || mkfifo -m 600 "$dir/gate" || exit 1
# Takes its block of disk before the program runs, as gate.sh syncs it: the exit code must fit when the disk is full.
echo '   ' >"$dir/exit.tmp" || exit 1

setsid "$@" </dev/null >>"$dir/stdout" 2>&1 &
child=$!
# A signal interrupts wait while the child lives on; a child not yet waited for still answers kill -0.
while wait "$child"; code=$?; kill -0 "$child" 2>/dev/null; do :; done

# A file whose code did not reach the disk is no record of the end.
printf '%-3s\n' "$code" 1<>"$dir/exit.tmp" && sync "$dir/exit.tmp"
written=$?
# Before the end is visible: the job's next start must not be refused. What the program left behind keeps the lock.
exec 9>&-
[ "$written" -ne 0 ] || mv "$dir/exit.tmp" "$dir/exit"
sync "$dir"
[ ! -e "$dir/cgroup" ] || rmdir "$(cat "$dir/cgroup")" 2>/dev/null
