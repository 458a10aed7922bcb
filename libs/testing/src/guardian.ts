import { spawn } from 'node:child_process';

const script = `
while kill -0 "$1" 2>/dev/null && [ -d "$2" ]; do sleep 1; done
[ -d "$2" ] || exit 0
pid=$(cat "$2/pid" 2>/dev/null) && tr '\\0' ' ' <"/proc/$pid/cmdline" | grep -qF "$2" && kill -QUIT "$pid" && sleep 1
rm -rf "$2"
`;

/**
 * Starts a guardian process. Once this process is gone, even if it was killed, the guardian ends the server that runs
 * in the folder and removes the folder. It reads the server's pid from the file `pid` in the folder.
 */
export function guard(folder: string): void {
  spawn('sh', ['-c', script, 'guardian', String(process.pid), folder], { detached: true, stdio: 'ignore' }).unref();
}
