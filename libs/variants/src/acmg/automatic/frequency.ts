import { criteria, type Assessment } from '../criteria.ts';
import type { EvidenceSources, Frequency } from './evidence-sources.ts';

const NO_SOURCE = 'No source of population frequencies was given.';

/**
 * Assesses BA1, BS1 and PM2. Absence of a variant from a source differs from a missing source. Source: Richards 2015;
 * Ghosh 2018 (doi:10.1002/humu.23642) for BA1.
 */
export function assessFrequency({
  frequency,
  thresholds,
}: Pick<EvidenceSources, 'frequency' | 'thresholds'>): Assessment[] {
  if (!frequency)
    return (['PM2', 'BA1', 'BS1'] as const).map((code) => ({ code, state: 'not_assessed', reason: NO_SOURCE }));
  const { frequency: value } = frequency;
  const reason = reasonOf(frequency);
  const { ba1, bs1, pm2 } = thresholds;
  return [
    value <= pm2
      ? { code: 'PM2', state: 'met', strength: criteria.PM2.strength, reason }
      : { code: 'PM2', state: 'not_met', reason: `${reason} That is above ${percent(pm2)}.` },
    value > ba1
      ? { code: 'BA1', state: 'met', strength: 'stand_alone', reason }
      : { code: 'BA1', state: 'not_met', reason: `${reason} That is not above ${percent(ba1)}.` },
    bs1 === null
      ? { code: 'BS1', state: 'not_assessed', reason: 'No frequency was set that is too high for the disorder.' }
      : value > bs1
        ? { code: 'BS1', state: 'met', strength: 'strong', reason }
        : { code: 'BS1', state: 'not_met', reason: `${reason} That is not above ${percent(bs1)}.` },
  ];
}

const reasonOf = ({ source, frequency, isListed }: Frequency): string =>
  isListed ? `${source} gives a frequency of ${percent(frequency)}.` : `${source} does not list it.`;

const percent = (value: number): string => `${String(Number((value * 100).toPrecision(3)))} %`;
