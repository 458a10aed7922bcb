import type { Position } from './checkpoint.ts';

/** Receives the positions of the active projector. Disposed when that projector ends. */
export interface PositionObserver extends AsyncDisposable {
  reached(position: Position): Promise<void>;
}
