import type { AttemptView } from '@reprise/contracts';

const MODES: Readonly<Record<AttemptView['mode'], string>> = {
  fresh: 'from scratch',
  resume: 'resumed',
  from_step: 'from a step',
};

/**
 * Returns how an attempt began: "from scratch", "resumed", "from a step". Empty for the first attempt, which can only
 * begin in one way.
 */
export const modeText = ({ attempt, mode }: Pick<AttemptView, 'attempt' | 'mode'>): string =>
  attempt === 1 ? '' : MODES[mode];

/** "1", "2 resumed" */
export const attemptName = (attempt: Pick<AttemptView, 'attempt' | 'mode'>): string =>
  `${attempt.attempt} ${modeText(attempt)}`.trimEnd();
