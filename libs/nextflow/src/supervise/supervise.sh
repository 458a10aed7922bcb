#!/bin/sh
# supervise.sh ATTEMPT_DIR LOCK_FILE CHILD... Runs CHILD in its own session and records how it ends. Outlives the
# process that started it. Exits with 75 if the lock is taken, with 76 if a child already ran in this attempt dir.
set -u
dir=$1 lock=$2
shift 2

# The child inherits this descriptor, so the lock is only free when both the supervisor and the program are gone.
exec 9>>"$lock" || exit 1
# Waits a little, because a predecessor that has recorded its end is about to release the lock.
flock -w 1 9 || exit 75
[ ! -e "$dir/process" ] || exit 76
# Left by a child that ended before it could be seen.
[ ! -e "$dir/exit" ] || rm "$dir/exit" || exit 1

# A handler instead of '', because a signal that is ignored here would also be ignored in the program.
trap : HUP INT TERM

# Few commands are started, because users wait for the start of a job.
start_time() { shift 21; start=$1; }
read -r boot </proc/sys/kernel/random/boot_id
read -r stat <"/proc/$$/stat"
start_time $stat
echo "$$ $start $boot" >"$dir/supervisor" || exit 1

[ -p "$dir/gate" ] || mkfifo -m 600 "$dir/gate" || exit 1
# Allocates its disk block before the program runs, because gate.sh syncs it: the exit code must fit even if the disk is
# full.
echo '   ' >"$dir/exit.tmp" || exit 1

setsid "$@" </dev/null >>"$dir/stdout" 2>&1 &
child=$!
# A signal interrupts wait while the child continues. A child that was not waited for yet still answers kill -0.
while wait "$child"; code=$?; kill -0 "$child" 2>/dev/null; do :; done

# A file whose code did not reach the disk does not record the end.
printf '%-3s\n' "$code" 1<>"$dir/exit.tmp" && sync "$dir/exit.tmp"
written=$?
# Before the end is visible, because the job's next start must not be refused. Leftovers of the program keep the lock.
exec 9>&-
[ "$written" -ne 0 ] || mv "$dir/exit.tmp" "$dir/exit"
sync "$dir"
[ ! -e "$dir/cgroup" ] || rmdir "$(cat "$dir/cgroup")" 2>/dev/null
