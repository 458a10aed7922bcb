import type { OwnChoice, OwnOccasion, SubscribedType, WebhookView } from '../../contract/index.ts';

/** Part of a subscription that follows from what a person chose. */
type OwnSubscription = Pick<WebhookView, 'filter' | 'one_message_per' | 'quiet_hours'> & {
  readonly event_types: readonly string[];
};

const EVENTS: Readonly<Record<OwnOccasion, readonly SubscribedType[]>> = {
  ended: ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled'],
  failed: ['attempt_failed'],
  quality_failed: ['qc_measured'],
  approval_needed: ['approval_requested'],
  runner_away: ['runner_away'],
  disk_low: ['disk_low'],
};

const SERVER = ['runner_away', 'disk_low'] as const;

/** Returns the event types and the filter of the subscription for what a person chose. */
export function subscriptionOf(
  { occasions, jobs, pipeline, label, one_message_per, quiet_hours }: OwnChoice,
  actor: string,
): OwnSubscription {
  return {
    event_types: [...new Set(occasions.flatMap((occasion) => EVENTS[occasion]))],
    filter: {
      ...(jobs === 'mine' && { submitted_by: [actor] }),
      ...(pipeline.length > 0 && { pipeline }),
      ...(label.length > 0 && { label }),
      ...(occasions.includes('quality_failed') && { qc: ['fail' as const] }),
    },
    one_message_per,
    quiet_hours,
  };
}

/** Returns what a person chose, as far as the form can show it: an admin may have changed the subscription. */
export function chosenIn({ event_types, filter, one_message_per, quiet_hours }: OwnSubscription): OwnChoice {
  const { submitted_by, pipeline, label } = filter;
  const has = (type: SubscribedType): boolean => event_types.includes(type);
  return {
    occasions: [
      ...(has('attempt_succeeded') ? ['ended' as const] : has('attempt_failed') ? ['failed' as const] : []),
      ...(has('qc_measured') ? ['quality_failed' as const] : []),
      ...(has('approval_requested') ? ['approval_needed' as const] : []),
      ...SERVER.filter(has),
    ],
    jobs: submitted_by?.length ? 'mine' : 'every',
    pipeline: pipeline ?? [],
    label: label ?? [],
    one_message_per,
    quiet_hours,
  };
}
