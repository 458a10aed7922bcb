import type { Position } from './checkpoint.ts';

/** Follows the positions that the active projector reaches; disposed of when that projector ends. */
export interface PositionObserver extends AsyncDisposable {
  reached(position: Position): Promise<void>;
}
