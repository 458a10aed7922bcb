import type { JobView } from '@reprise/contracts';
import { setTimeout as wait } from 'node:timers/promises';
import { urlOf } from '@reprise/api-client';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { CliError, EXIT } from '../cli-error.ts';
import type { Connection } from './connection.ts';

const LONGEST_WAIT_MS = 15_000;
/** Exceeds the 15 seconds after which the server sends a comment. */
const SILENCE_MS = 45_000;

export interface FollowJobOptions {
  readonly signal: AbortSignal;
  /** Called when the stream is lost, before it is reopened. */
  readonly onLost: (error: CliError) => void;
  /** Minimum sequence of the first view. */
  readonly minSeq?: number;
}

/** Yields the current job, then each change, until the caller stops. Reconnects when the stream is lost. */
export async function* followJob(
  connection: Connection,
  jobId: string,
  { signal, onLost, minSeq }: FollowJobOptions,
): AsyncGenerator<JobView> {
  const query = minSeq === undefined ? {} : { min_seq: String(minSeq) };
  const isStopped = () => signal.aborted;
  for (let tries = 0; !isStopped(); tries++) {
    try {
      for await (const job of oneStream(connection, jobId, query, signal)) {
        tries = 0;
        yield job;
      }
      throw new CliError('The server closed the stream.', EXIT.unavailable);
    } catch (error) {
      if (isStopped()) return;
      if (!(error instanceof CliError) || error.exitCode !== EXIT.unavailable) throw error;
      onLost(error);
      await wait(Math.min(LONGEST_WAIT_MS, 500 * 2 ** tries), undefined, { signal }).catch(() => undefined);
    }
  }
}

/** The view is read after the stream is open, so that no change is missed in between. */
async function* oneStream(
  connection: Connection,
  jobId: string,
  query: { min_seq?: string },
  signal: AbortSignal,
): AsyncGenerator<JobView> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const stream = urlOf('/api/jobs/stream', { query: { job_id: jobId } });
    const response = await connection.open(stream, {
      headers: { accept: 'text/event-stream' },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    const alive = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        timer.refresh();
        controller.enqueue(chunk);
      },
    });
    const events = response
      .body!.pipeThrough(alive)
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    for await (const { event, data } of events) {
      if (event === 'ready') yield await connection.api.get('/api/jobs/{id}', { path: { id: jobId }, query });
      else if (event === 'job') yield JSON.parse(data) as JobView;
    }
  } catch (error) {
    if (error instanceof CliError || signal.aborted) throw error;
    throw new CliError(`The connection to ${connection.url} was lost.`, EXIT.unavailable);
  } finally {
    clearTimeout(timer);
  }
}
