import { labelTexts } from '@reprise/contracts/label-text';
import type { TypedHistoryEntry } from '@reprise/contracts';

/** Priority, labels, queue, limit or order that a command set; null for other events. */
export function newValue(entry: Pick<TypedHistoryEntry, 'type' | 'data'>): string | null {
  const { type, data } = entry as TypedHistoryEntry;
  switch (type) {
    case 'priority_changed':
      return String(data.to);
    case 'labels_changed':
      return labelTexts(data.to).join(', ') || 'none';
    case 'queue_changed':
    case 'queue_order_changed':
      return data.to;
    case 'concurrency_limit_changed':
      return data.to === null ? 'no limit' : String(data.to);
    default:
      return null;
  }
}
