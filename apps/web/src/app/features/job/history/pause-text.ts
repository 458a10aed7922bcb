import type { TypedHistoryEntry } from '@reprise/contracts';
import { bold, plain, type TrailText } from './trail-item.ts';

/** A pause that took effect, or its end; null for other events. */
export function pauseText(entry: TypedHistoryEntry): TrailText | null {
  if (entry.type === 'unpaused')
    return { icon: 'play', tone: 'running', text: [bold('The job continues')], effects: [] };
  if (entry.type !== 'paused') return null;
  const what = entry.data.mode === 'freeze' ? ': no process of it runs' : ': no new task starts';
  return { icon: 'circle-pause', tone: 'pending', text: [bold('The job is paused'), plain(what)], effects: [] };
}
