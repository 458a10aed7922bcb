// Uses known amounts: node use.mjs MEMORY_MB CPU_PERCENT SECONDS LIMIT_BYTES
import { readFileSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const [megabytes, percent, seconds, limit] = process.argv.slice(2).map(Number);
const wanted = megabytes * 2 ** 20;
/** Bytes of `VmHWM` or `VmRSS`, the names that the kernel gives to the greatest and the current resident memory. */
const bytes = (name) =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
const usedMs = () => Object.values(process.cpuUsage()).reduce((a, b) => a + b) / 1000;

const held = [];
while (bytes('VmRSS') < wanted) held.push(Buffer.alloc(2 ** 20, 1));

const endMs = seconds * 1000;
const cpuMs = (endMs * percent) / 100;
for (let at = 0; at < endMs || usedMs() < cpuMs; at = process.uptime() * 1000) {
  if (usedMs() > Math.min(cpuMs, (at * percent) / 100)) await setTimeout(20);
}

/** Time since Nextflow's wrapper began, which includes the start of this program. */
const time_ms = Date.now() - statSync('.command.begin').mtimeMs;
const used = { memory: bytes('VmHWM'), cpu_ms: usedMs(), time_ms };
// What an executor with enforced limits does.
if (used.memory > limit) process.kill(process.pid, 'SIGKILL');
// The memory is used until here.
process.stdout.write(JSON.stringify({ ...used, held_mb: held.length }));
