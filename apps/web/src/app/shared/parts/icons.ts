import type { IconNode } from 'lucide';
import ArrowDown from 'lucide/dist/esm/icons/arrow-down.mjs';
import ArrowUp from 'lucide/dist/esm/icons/arrow-up.mjs';
import Ban from 'lucide/dist/esm/icons/ban.mjs';
import Bell from 'lucide/dist/esm/icons/bell.mjs';
import ChevronDown from 'lucide/dist/esm/icons/chevron-down.mjs';
import ChevronRight from 'lucide/dist/esm/icons/chevron-right.mjs';
import CircleCheck from 'lucide/dist/esm/icons/circle-check.mjs';
import CircleDashed from 'lucide/dist/esm/icons/circle-dashed.mjs';
import CircleMinus from 'lucide/dist/esm/icons/circle-minus.mjs';
import CirclePause from 'lucide/dist/esm/icons/circle-pause.mjs';
import CirclePlay from 'lucide/dist/esm/icons/circle-play.mjs';
import CircleX from 'lucide/dist/esm/icons/circle-x.mjs';
import Clock from 'lucide/dist/esm/icons/clock.mjs';
import Coins from 'lucide/dist/esm/icons/coins.mjs';
import Ellipsis from 'lucide/dist/esm/icons/ellipsis.mjs';
import FileText from 'lucide/dist/esm/icons/file-text.mjs';
import FlaskConical from 'lucide/dist/esm/icons/flask-conical.mjs';
import Gauge from 'lucide/dist/esm/icons/gauge.mjs';
import Grid3x3 from 'lucide/dist/esm/icons/grid-3x3.mjs';
import HardDrive from 'lucide/dist/esm/icons/hard-drive.mjs';
import Layers from 'lucide/dist/esm/icons/layers.mjs';
import List from 'lucide/dist/esm/icons/list.mjs';
import LoaderCircle from 'lucide/dist/esm/icons/loader-circle.mjs';
import Play from 'lucide/dist/esm/icons/play.mjs';
import Plus from 'lucide/dist/esm/icons/plus.mjs';
import Search from 'lucide/dist/esm/icons/search.mjs';
import Server from 'lucide/dist/esm/icons/server.mjs';
import ShieldCheck from 'lucide/dist/esm/icons/shield-check.mjs';
import SlidersHorizontal from 'lucide/dist/esm/icons/sliders-horizontal.mjs';
import TestTubeDiagonal from 'lucide/dist/esm/icons/test-tube-diagonal.mjs';
import TriangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs';
import UserRound from 'lucide/dist/esm/icons/user-round.mjs';
import Users from 'lucide/dist/esm/icons/users.mjs';
import Webhook from 'lucide/dist/esm/icons/webhook.mjs';
import WifiOff from 'lucide/dist/esm/icons/wifi-off.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import type { MORE_ICONS } from './more-icons.ts';

/** The strands in Lucide's icon of this name are broken, and look like dashes at this size. */
const Dna: IconNode = [
  ['path', { d: 'M6 2.5c0 8 12 11 12 19M18 2.5c0 8-12 11-12 19M7.5 6h9M8.5 18h7M10 9.5h4M10 14.5h4' }],
];

/** Icons of the first page, by their Lucide names. */
export const ICONS = {
  'arrow-down': ArrowDown,
  'arrow-up': ArrowUp,
  ban: Ban,
  bell: Bell,
  'chevron-down': ChevronDown,
  'chevron-right': ChevronRight,
  'circle-check': CircleCheck,
  'circle-dashed': CircleDashed,
  'circle-minus': CircleMinus,
  'circle-pause': CirclePause,
  'circle-play': CirclePlay,
  play: Play,
  'circle-x': CircleX,
  clock: Clock,
  coins: Coins,
  dna: Dna,
  ellipsis: Ellipsis,
  'file-text': FileText,
  'flask-conical': FlaskConical,
  gauge: Gauge,
  'grid-3x3': Grid3x3,
  'hard-drive': HardDrive,
  layers: Layers,
  list: List,
  'loader-circle': LoaderCircle,
  plus: Plus,
  search: Search,
  server: Server,
  'shield-check': ShieldCheck,
  'sliders-horizontal': SlidersHorizontal,
  'test-tube-diagonal': TestTubeDiagonal,
  'triangle-alert': TriangleAlert,
  webhook: Webhook,
  'wifi-off': WifiOff,
  x: X,
  users: Users,
  'user-round': UserRound,
} as const satisfies Record<string, IconNode>;

export type IconName = keyof typeof ICONS | keyof typeof MORE_ICONS;
