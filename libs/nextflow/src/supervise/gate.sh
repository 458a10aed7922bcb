#!/bin/sh
# gate.sh ATTEMPT_DIR LAUNCH_DIR CGROUP PROGRAM ARGUMENT... Waits at the gate, then executes PROGRAM with the same pid,
# group and session. CGROUP may be empty.
set -u
dir=$1 launch=$2 cgroup=$3
shift 3

start_time() { shift 21; start=$1; }
read -r boot </proc/sys/kernel/random/boot_id
read -r stat <"/proc/$$/stat"
start_time $stat
# Noted before anybody sees this child: whatever ends it from then on, its supervisor removes the cgroup.
[ -z "$cgroup" ] || echo "$cgroup" >"$dir/cgroup" || exit 1
# exit.tmp is the supervisor's: one command for both, since a person waits for a start.
echo "$$ $start $boot" >"$dir/process.tmp" && sync "$dir/process.tmp" "$dir/exit.tmp" &&
  mv "$dir/process.tmp" "$dir/process" || exit 1

# While the runner, which sees that file, records the start: to enter takes the kernel up to 30 ms.
if [ -n "$cgroup" ] && ! echo 0 >"$cgroup/cgroup.procs"; then
  rm "$dir/cgroup" && rmdir "$cgroup"
fi

# A FIFO that is opened for reading and writing does not wait for the other side and never ends.
read -r word <>"$dir/gate"
[ "$word" = open ] || exit 0

: >"$dir/opened" || exit 1
cd "$launch" || exit 1
exec "$@"
