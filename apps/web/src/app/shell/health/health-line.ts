import type { ProjectorView } from '@reprise/contracts';
import type { Banner } from '../../shared/health/banners.ts';
import type { Live } from '../../core/live/live.ts';
import type { IconName } from '../../shared/parts/icons.ts';

type Parts = { live: ReturnType<Live['state']>; banners: Pick<Banner, 'id'>[]; projection: ProjectorView | null };
export type HealthLine = { word: string; icon: IconName; tone: string; lag: string };

/** State of the connection as one word, and the lag of the projection. */
export function healthLine({ live, banners, projection }: Parts): HealthLine {
  if (live === 'down') return { word: 'Not connected', icon: 'wifi-off', tone: 'bad', lag: '' };
  if (live === 'connecting') return { word: 'Connecting', icon: 'circle-dashed', tone: 't3', lag: '' };
  if (banners.some(({ id }) => id === 'silence')) return { word: 'No answer', icon: 'wifi-off', tone: 'warn', lag: '' };
  const lag = projection ? `${(projection.lag_ms / 1000).toFixed(1)} s` : '';
  if (banners.some(({ id }) => id === 'projection'))
    return projection?.problem && projection.lag === 0
      ? { word: 'May be behind', icon: 'rotate-ccw-clock', tone: 'warn', lag: '' }
      : { word: 'Behind', icon: 'rotate-ccw-clock', tone: 'warn', lag };
  return { word: 'Live', icon: 'circle-check', tone: 'ok', lag: lag && `${lag} behind` };
}
