import type { EntryOf, EventType, QcVerdict, TypedHistoryEntry } from '@reprise/contracts';
import { leftText } from '../../../shared/attempt/results/deleted-results.ts';
import { hungText } from '../../../shared/attempt/problems/hanging-text.ts';
import { inputsText, uncheckedText } from '../../../shared/attempt/launch/input-text.ts';
import { otherThanSubmittedText } from '../../../shared/attempt/launch/submitted-revision.ts';
import { executorNames } from '@reprise/contracts/executor-text';
import { plural, shortDuration } from '../../../shared/format.ts';
import { QC_LOOK } from '../../../shared/qc/qc-text.ts';
import { done, type TrailEffect } from './trail-item.ts';

/** Events that add facts to the command that began their attempt. */
const START_TYPES = [
  'attempt_claimed',
  'attempt_started',
  'session_observed',
  'plan_observed',
  'executors_observed',
  'stall_observed',
  'hang_observed',
  'unproven_observed',
  'attempt_unproven',
  'nextflow_observed',
  'inputs_observed',
  'run_described',
  'tools_observed',
  'containers_observed',
  'qc_measured',
] as const satisfies readonly EventType[];
type StartEntry = EntryOf<(typeof START_TYPES)[number]>;

export const isStart = (entry: TypedHistoryEntry): entry is StartEntry =>
  START_TYPES.some((type) => type === entry.type);

/**
 * Returns the effects that such an event adds to its command. `submitted` is the submitted revision; `nameOf` returns
 * the name of a runner.
 */
export function startEffects(
  { type, at, data }: StartEntry,
  command: TypedHistoryEntry,
  submitted: string | null,
  nameOf: (runnerId: string) => string,
): TrailEffect[] {
  const waited = shortDuration(Math.max(0, Date.parse(at) - Date.parse(command.at)));
  switch (type) {
    case 'attempt_claimed':
      return [done(`${nameOf(data.runner_id)} took it after ${waited}`)];
    case 'attempt_started':
      return [
        done(`Nextflow ${data.nextflow_version} started after ${waited}`),
        ...warning(otherThanSubmittedText(submitted, data.pipeline_revision)),
        ...warning(leftText(data)),
      ];
    case 'inputs_observed':
      return [
        done(inputsText(data.inputs, data.inputs_manifest?.count, data.complete)),
        ...uncheckedText(data.inputs).flatMap(warning),
      ];
    case 'session_observed':
      return command.type === 'resume_requested' || command.type === 'restart_requested'
        ? [done(`Same session ${data.session_id.slice(0, 8)}`)]
        : [];
    case 'tools_observed':
      return [done(`${plural(data.tools.length, 'tool version')} recorded`)];
    case 'containers_observed':
      return [done(`${plural(data.images.length, 'container image')} recorded`)];
    case 'qc_measured':
      return data.verdict ? [qualityEffect(data.verdict)] : [];
    case 'executors_observed':
      return [whereEffect(data)];
    case 'stall_observed':
      return [
        {
          icon: 'triangle-alert',
          tone: 'late',
          text: `It stood still: no task ran, ${plural(data.tasks_waiting, 'task')} waited`,
        },
      ];
    case 'hang_observed':
      return [{ icon: 'triangle-alert', tone: 'late', text: hungText(data) }];
    case 'nextflow_observed':
      return [
        {
          icon: 'triangle-alert',
          tone: 'late',
          text: `Nextflow ${data.nextflow_version} ran it, though its launcher named another version`,
        },
      ];
    case 'unproven_observed':
    case 'attempt_unproven':
      return data.executors.map(({ message }) => ({ icon: 'triangle-alert', tone: 'late', text: message }));
    case 'plan_observed':
    case 'run_described':
      return [];
  }
}

function qualityEffect(verdict: QcVerdict): TrailEffect {
  const { icon, tone, word } = QC_LOOK[verdict];
  return { icon, tone, text: `Quality of the results: ${word.toLowerCase()}` };
}

/** A warning if the executors cannot be queried, otherwise only a fact. */
function whereEffect({ elsewhere, asked = [] }: EntryOf<'executors_observed'>['data']): TrailEffect {
  const text = `Tasks run on ${executorNames(elsewhere)} too`;
  return elsewhere.every((name) => asked.includes(name)) ? done(text) : { icon: 'triangle-alert', tone: 'late', text };
}

const warning = (text: string): TrailEffect[] => (text ? [{ icon: 'triangle-alert', tone: 'late', text }] : []);
