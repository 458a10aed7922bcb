import type { Registry } from 'prom-client';
import { gaugeOf } from '../shared/metrics/gauge-of.ts';
import type { AuditVerification } from '../shared/verification/audit-verification.ts';

/** Registers the result of the last verification of the history. */
export function measureVerification(registry: Registry, verification: AuditVerification): void {
  const gauge = (name: string, help: string, read: () => number | null) => gaugeOf(registry, { name, help, read });
  const secondsOf = (time: string | null) => (time === null ? null : Date.parse(time) / 1000);
  gauge('reprise_verification_last_timestamp_seconds', 'When the last verification of the history ended', () =>
    secondsOf(verification.last().finished_at),
  );
  gauge('reprise_verification_findings', 'Findings of the last verification; absent if it did not finish', () => {
    const { report } = verification.last();
    return report && report.findings.length;
  });
  gauge('reprise_verification_failed', '1: the last verification came to no end', () => {
    const { state } = verification.last();
    return state === 'never' ? null : Number(state === 'failed');
  });
}
