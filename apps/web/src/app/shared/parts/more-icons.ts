import type { IconNode } from 'lucide';
import ArrowUpToLine from 'lucide/dist/esm/icons/arrow-up-to-line.mjs';
import BellOff from 'lucide/dist/esm/icons/bell-off.mjs';
import BrushCleaning from 'lucide/dist/esm/icons/brush-cleaning.mjs';
import Check from 'lucide/dist/esm/icons/check.mjs';
import Copy from 'lucide/dist/esm/icons/copy.mjs';
import CornerDownRight from 'lucide/dist/esm/icons/corner-down-right.mjs';
import Download from 'lucide/dist/esm/icons/download.mjs';
import Eye from 'lucide/dist/esm/icons/eye.mjs';
import File from 'lucide/dist/esm/icons/file.mjs';
import FingerprintPattern from 'lucide/dist/esm/icons/fingerprint-pattern.mjs';
import Folder from 'lucide/dist/esm/icons/folder.mjs';
import GitCompare from 'lucide/dist/esm/icons/git-compare.mjs';
import GripVertical from 'lucide/dist/esm/icons/grip-vertical.mjs';
import Keyboard from 'lucide/dist/esm/icons/keyboard.mjs';
import Laptop from 'lucide/dist/esm/icons/laptop.mjs';
import LogIn from 'lucide/dist/esm/icons/log-in.mjs';
import LogOut from 'lucide/dist/esm/icons/log-out.mjs';
import Monitor from 'lucide/dist/esm/icons/monitor.mjs';
import Moon from 'lucide/dist/esm/icons/moon.mjs';
import Pin from 'lucide/dist/esm/icons/pin.mjs';
import PinOff from 'lucide/dist/esm/icons/pin-off.mjs';
import Printer from 'lucide/dist/esm/icons/printer.mjs';
import RotateCcwClock from 'lucide/dist/esm/icons/rotate-ccw-clock.mjs';
import Send from 'lucide/dist/esm/icons/send.mjs';
import ShieldX from 'lucide/dist/esm/icons/shield-x.mjs';
import SquareTerminal from 'lucide/dist/esm/icons/square-terminal.mjs';
import Sun from 'lucide/dist/esm/icons/sun.mjs';
import Upload from 'lucide/dist/esm/icons/upload.mjs';
import UserPlus from 'lucide/dist/esm/icons/user-plus.mjs';
import Link from 'lucide/dist/esm/icons/link.mjs';
import FileCheck from 'lucide/dist/esm/icons/file-check.mjs';
import Tag from 'lucide/dist/esm/icons/tag.mjs';
import Trash from 'lucide/dist/esm/icons/trash.mjs';
import RotateCcw from 'lucide/dist/esm/icons/rotate-ccw.mjs';
import ArrowRight from 'lucide/dist/esm/icons/arrow-right.mjs';
import ArrowUpDown from 'lucide/dist/esm/icons/arrow-up-down.mjs';
import Repeat from 'lucide/dist/esm/icons/repeat.mjs';
import OctagonX from 'lucide/dist/esm/icons/octagon-x.mjs';
import KeyRound from 'lucide/dist/esm/icons/key-round.mjs';
import Info from 'lucide/dist/esm/icons/info.mjs';

/** Icons that the first page does not show, by their Lucide names. They are loaded with the first of them. */
export const MORE_ICONS = {
  'arrow-up-to-line': ArrowUpToLine,
  'bell-off': BellOff,
  'brush-cleaning': BrushCleaning,
  pin: Pin,
  'pin-off': PinOff,
  check: Check,
  copy: Copy,
  'corner-down-right': CornerDownRight,
  download: Download,
  eye: Eye,
  file: File,
  folder: Folder,
  'grip-vertical': GripVertical,
  'git-compare': GitCompare,
  keyboard: Keyboard,
  'log-out': LogOut,
  monitor: Monitor,
  moon: Moon,
  printer: Printer,
  'rotate-ccw-clock': RotateCcwClock,
  send: Send,
  'shield-x': ShieldX,
  'square-terminal': SquareTerminal,
  sun: Sun,
  upload: Upload,
  'fingerprint-pattern': FingerprintPattern,
  'log-in': LogIn,
  'user-plus': UserPlus,
  laptop: Laptop,
  link: Link,
  'file-check': FileCheck,
  tag: Tag,
  trash: Trash,
  'rotate-ccw': RotateCcw,
  'arrow-right': ArrowRight,
  'arrow-up-down': ArrowUpDown,
  repeat: Repeat,
  'octagon-x': OctagonX,
  'key-round': KeyRound,
  info: Info,
} as const satisfies Record<string, IconNode>;
