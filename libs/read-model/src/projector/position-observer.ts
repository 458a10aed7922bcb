import type { Position } from './checkpoint.ts';

/** Notified of the active projector's positions; disposed when that projector ends. */
export interface PositionObserver extends AsyncDisposable {
  reached(position: Position): Promise<void>;
}
