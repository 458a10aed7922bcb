import type { UploadView } from '../../contract/index.ts';
import { bytes, count, dateTime, duration, plural } from '@reprise/web/shared/format.ts';
import type { IconName } from '@reprise/web/shared/parts/icons.ts';
import type { Transfer, TransferState } from '../transfer/transfer.ts';

/** `interrupted`: it is not being sent from this browser. `of_other`: it cannot be, because another user started it. */
type RowState = Exclude<TransferState, 'done'> | 'interrupted' | 'of_other' | 'checking' | 'ready' | 'rejected';

/** A file on the page, which is being sent from here, known to the server, or both. */
export interface UploadRow {
  /** Identity in the list. */
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  readonly state: RowState;
  /** Bytes per second. */
  readonly speed: number | null;
  /** Why it failed or was rejected. */
  readonly error: string;
  readonly reads: number | null;
  readonly sha256: string | null;
  readonly uploadId: string | null;
  /** Time (ISO 8601) at which it is removed if no more data arrives; null once it is complete. */
  readonly expiresAt: string | null;
  readonly transfer: Transfer | null;
}

/** Transfer of a row. Files that the server does not know yet have no id that distinguishes them. */
export function transferOf({ transfer, uploadId }: UploadRow, transfers: readonly Transfer[]): Transfer | undefined {
  const own = transfers.find((each) => each === transfer);
  if (own || uploadId === null) return own;
  return transfers.find((each) => each.uploadId() === uploadId);
}

/**
 * Combines the server's uploads without a sample with the files being sent from here.
 * @param isMine whether an actor is the current user, because only that user can continue an upload
 */
export function uploadRows(
  uploads: readonly UploadView[],
  transfers: readonly Transfer[],
  isMine: (actor: string) => boolean = () => true,
): UploadRow[] {
  const free = uploads.filter(({ sample_id }) => sample_id === null);
  const known = new Set(uploads.map(({ upload_id }) => upload_id));
  const ofServer = free.map((upload) =>
    rowOf(upload, transfers.find((transfer) => transfer.uploadId() === upload.upload_id) ?? null, isMine),
  );
  const unknown = transfers.filter((transfer) => !known.has(transfer.uploadId() ?? '') && transfer.state() !== 'done');
  return [...ofServer, ...unknown.map((transfer) => rowOf(null, transfer, isMine))];
}

function rowOf(upload: UploadView | null, transfer: Transfer | null, isMine: (actor: string) => boolean): UploadRow {
  const own = transfer && transfer.state() !== 'done' && upload?.status !== 'ready' ? transfer : null;
  return {
    key: upload?.upload_id ?? transfer?.uploadId() ?? transfer?.file.name ?? '',
    name: upload?.name ?? transfer?.file.name ?? '',
    size: upload?.size ?? transfer?.file.size ?? 0,
    sent: Math.max(own?.sent() ?? 0, upload?.offset ?? 0),
    state: stateOf(upload, own, transfer?.state() === 'done', isMine),
    speed: own?.speed() ?? null,
    error: own?.error() || (upload?.reason ?? ''),
    reads: upload?.reads ?? null,
    sha256: upload?.sha256 ?? null,
    uploadId: upload?.upload_id ?? transfer?.uploadId() ?? null,
    expiresAt: upload?.expires_at ?? null,
    transfer: own,
  };
}

/** @param isSent whether the last byte was sent from here, which the list may not show yet */
function stateOf(
  upload: UploadView | null,
  own: Transfer | null,
  isSent: boolean,
  isMine: (actor: string) => boolean,
): RowState {
  const state = own?.state();
  if (state && state !== 'done') return state;
  if (isSent && upload?.status === 'uploading') return 'checking';
  if (upload && upload.status !== 'uploading') return upload.status;
  return !upload || isMine(upload.created_by) ? 'interrupted' : 'of_other';
}

/** "8 files: 1 to send, 6 ready, 1 stopped": number of files by state. */
export function uploadsSummary(states: readonly RowState[]): string {
  const words = Object.entries(COUNTED).flatMap(([word, counted]) => {
    const number = states.filter((state) => counted.includes(state)).length;
    return number > 0 ? [`${count(number)} ${word}`] : [];
  });
  return `${plural(states.length, 'file')}: ${words.join(', ')}`;
}

const COUNTED: Readonly<Record<string, readonly RowState[]>> = {
  'to send': ['waiting', 'sending', 'retrying', 'paused'],
  'being checked': ['checking'],
  ready: ['ready'],
  rejected: ['rejected'],
  stopped: ['failed', 'interrupted'],
  'of others': ['of_other'],
};

/** State as text. Includes what to do unless a button offers it. */
export function rowText({ state, size, sent, speed, reads, expiresAt }: UploadRow, now = Date.now()): string {
  const percent = `${String(Math.floor((100 * sent) / Math.max(1, size)))} %`;
  switch (state) {
    case 'waiting':
      return 'Waits for its turn';
    case 'sending': {
      const left = speed ? `${duration(((size - sent) / speed) * 1000)} left` : '';
      return [percent, speed === null ? '' : `${bytes(speed)}/s`, left].filter(Boolean).join(' · ');
    }
    case 'retrying':
      return `${percent} · Interrupted, trying again`;
    case 'paused':
      return `${percent} · Paused`;
    case 'failed':
      return `${percent} · Stopped`;
    case 'interrupted':
    case 'of_other':
      return [percent, NOT_SENT[state], expiresAt ? `kept until ${dateTime(expiresAt, now)}` : '']
        .filter(Boolean)
        .join(' · ');
    case 'checking':
      return 'Checking its content';
    case 'ready':
      return `Ready · ${count(reads ?? 0)} reads`;
    case 'rejected':
      return 'Rejected';
  }
}

const NOT_SENT = {
  interrupted: 'Not sent from this tab: choose the same file again to continue',
  of_other: 'Started by someone else; only they can continue it',
};

/** Icon and colour of a state. */
export const rowLook: Readonly<Record<RowState, { readonly icon: IconName; readonly tone: string }>> = {
  waiting: { icon: 'clock', tone: 't3' },
  sending: { icon: 'arrow-up', tone: 'accent' },
  retrying: { icon: 'wifi-off', tone: 'warn' },
  paused: { icon: 'circle-pause', tone: 'warn' },
  failed: { icon: 'circle-x', tone: 'bad' },
  interrupted: { icon: 'circle-dashed', tone: 'warn' },
  of_other: { icon: 'circle-dashed', tone: 't3' },
  checking: { icon: 'loader-circle', tone: 'accent' },
  ready: { icon: 'circle-check', tone: 'ok' },
  rejected: { icon: 'circle-x', tone: 'bad' },
};
