import { MACHINE_ACTOR, userOfActor, type EventType } from '@reprise/contracts';
import type { ServerEvent } from '../../contract/index.ts';
import type { EndedBatch } from '../events/ended-batch.ts';
import type { EventRow } from '../events/events.ts';
import type { Outage } from '../events/outage.ts';
import { batchSummary } from './batch-summary.ts';

/** A message to people about an event, before a channel gives it a form. */
export interface Notice {
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Page that it is about. */
  readonly link: string;
  /** Messages that it combines. */
  readonly parts?: readonly Pick<Notice, 'title' | 'facts' | 'link'>[] | undefined;
  /** Number of messages that it combines but does not list. */
  readonly omitted?: number | undefined;
}

const OUTAGES: Readonly<Record<ServerEvent, Readonly<Record<'began' | 'over', string>>>> = {
  runner_away: { began: 'Runner away', over: 'Runner back' },
  disk_low: { began: 'Disk low', over: 'Disk has space again' },
};

export interface NoticeParts {
  /** Address at which people open Reprise, without a path. */
  readonly publicUrl: string;
  /** Kinds of names that a notice may contain. */
  readonly names: readonly ('sample' | 'person')[];
  /** Returns a function that returns the names of actors. */
  readonly readActorNames: () => Promise<(actor: string) => string>;
}

const TITLES: Partial<Record<EventType, string>> = {
  attempt_succeeded: 'Job completed',
  attempt_failed: 'Job failed',
  attempt_cancelled: 'Job cancelled',
  approval_requested: 'Approval needed',
  qc_measured: 'Quality measured',
};

/** Makes notices. They name samples and people only where the operator allows it. */
export class Notices {
  readonly #parts: NoticeParts;

  constructor(parts: NoticeParts) {
    this.#parts = parts;
  }

  async ofEvent(event: EventRow): Promise<Notice> {
    const { publicUrl, names } = this.#parts;
    const data = dataOf(event);
    const sample = names.includes('sample') ? event.sample_name : null;
    const about = sample ?? event.pipeline ?? event.queue;
    const facts = {
      Pipeline: event.pipeline,
      Sample: sample,
      Queue: event.queue,
      Command: text(data['command']),
      Cause: event.type === 'attempt_failed' ? words(data['cause']) : null,
      Quality: event.type === 'qc_measured' ? text(data['verdict']) : null,
      Time: timeText(event.at),
      ...(names.includes('person') && (await this.people(event))),
    };
    return {
      title: oneLine(`${titleOf(event.type)}${about === null ? '' : `: ${about}`}`),
      facts: Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value: oneLine(value) }] : [])),
      link: publicUrl + pathOf(event, data),
    };
  }

  /** Message about a batch whose jobs have ended. The name of a batch can name a sample. @param time ISO 8601 */
  ofBatch(batch: EndedBatch, time: string): Notice {
    const { publicUrl, names } = this.#parts;
    const { title, facts } = batchSummary(batch);
    const name = names.includes('sample') ? (batch.jobs[0]?.batch_name ?? null) : null;
    return {
      title: oneLine(name === null ? title : `${name}: ${title}`),
      facts: [...facts, { name: 'Time', value: timeText(time) }],
      link: `${publicUrl}/batches/${batch.batch_id}`,
    };
  }

  /** Message that an outage of a runner began or is over. @param time ISO 8601 */
  ofOutage({ type, runner, since, is_over }: Outage, time: string): Notice {
    const { runner_id, host, disk_free_bytes: free } = runner;
    const facts = {
      Runner: runner_id,
      [type === 'runner_away' ? 'Last heartbeat' : 'Since']: is_over ? '' : timeText(since),
      'Away since': is_over && type === 'runner_away' ? timeText(since) : '',
      'Free disk space': type === 'disk_low' && free !== null ? `${(free / 1024 ** 3).toFixed(1)} GiB` : '',
      Time: timeText(time),
    };
    return {
      title: oneLine(`${OUTAGES[type][is_over ? 'over' : 'began']}: ${host ?? runner_id}`),
      facts: Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value: oneLine(value) }] : [])),
      link: `${this.#parts.publicUrl}/runners`,
    };
  }

  /** @param time ISO 8601 */
  test(time: string): Notice {
    return {
      title: 'Test of a notification',
      facts: [{ name: 'Time', value: timeText(time) }],
      link: this.#parts.publicUrl,
    };
  }

  private async people({ actor, created_by }: EventRow): Promise<Record<string, string | null>> {
    const nameOf = await this.#parts.readActorNames();
    return {
      'Submitted by': created_by === null ? null : nameOf(created_by),
      By: isPerson(actor) ? nameOf(actor) : null,
    };
  }
}

const dataOf = ({ payload }: EventRow): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>;

const timeText = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const words = (value: unknown): string | null => text(value)?.replaceAll('_', ' ') ?? null;

/** Replaces line ends and other control characters, so that a name cannot add lines to a message. */
const oneLine = (value: string): string => value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

const titleOf = (type: string): string =>
  TITLES[type as EventType] ?? type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ');

const isPerson = (actor: string): boolean => actor === MACHINE_ACTOR || userOfActor(actor) !== undefined;

/** Approvals are about a job by their data only, because their subject is the approval. */
function pathOf({ job_id, type }: EventRow, data: Record<string, unknown>): string {
  const job = job_id ?? text(data['job_id']);
  if (job !== null) return `/jobs/${job}`;
  return type.startsWith('approval_') ? '/approvals' : '/';
}
