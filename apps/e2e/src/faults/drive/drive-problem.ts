import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const TOOLS = ['mkfs.ext4', 'dumpe2fs', 'e2fsck', 'losetup', 'mount', 'umount'];
const DEVICES = ['/dev/fuse', '/dev/loop-control'];

/** Returns why this machine cannot have a drive; null if it can. */
export function driveProblem(): string | null {
  if (process.getuid?.() !== 0) return 'only root can mount a drive';
  const device = DEVICES.find((each) => !existsSync(each));
  if (device !== undefined) return `there is no ${device}`;
  const tool = TOOLS.find((each) => !isInstalled(each));
  return tool === undefined ? null : `${tool} is not installed`;
}

const isInstalled = (tool: string): boolean =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'].some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
