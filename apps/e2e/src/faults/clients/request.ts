import { waitUntil } from '@reprise/testing';

const TIMEOUT_MS = 10_000;

export interface Reply {
  /** Null if the time is up or the connection broke. */
  readonly status: number | null;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request, and never throws. */
export async function request(url: string, init: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch {
    return { status: null, headers: new Headers(), text: '' };
  }
}

/** Body of a response; an empty object if it is not JSON. */
export function bodyOf<T extends object>({ text }: Reply): Partial<T> {
  try {
    return JSON.parse(text) as T;
  } catch {
    return {};
  }
}

const PATIENCE_MS = 300_000;
const EVERY_MS = 300;

/** Repeats a request until it has an outcome; undefined if that takes too long. */
export const patiently = <T>(ask: () => Promise<T | undefined | false>, what: string): Promise<T | undefined> =>
  waitUntil(ask, { every: EVERY_MS, milliseconds: PATIENCE_MS, what }).catch(() => undefined);
