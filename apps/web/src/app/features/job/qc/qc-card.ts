import { Component, computed, input, linkedSignal } from '@angular/core';
import { worstOf, type QcReport, type QcSample } from '@reprise/contracts';
import { Button } from '../../../shared/parts/button.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { LineChart } from '../../../shared/qc/line-chart.ts';
import { QcMark } from '../../../shared/qc/qc-mark.ts';
import { limitText, metricText, QC_LOOK, samplesText } from '../../../shared/qc/qc-text.ts';

/** Quality of an attempt's results, for one sample at a time: verdict, metrics with their limits, and distributions. */
@Component({
  selector: 'rp-qc-card',
  imports: [Icon, LineChart, Button, QcMark],
  templateUrl: './qc-card.html',
  styleUrl: './qc-card.css',
})
export class QcCard {
  /** Null if not measured yet. Its placeholder stays collapsed when the report arrives, to avoid layout shifts. */
  readonly report = input.required<QcReport | null>();
  /** Reason why there is no report. */
  readonly without = input('');
  protected readonly isOpen = linkedSignal<QcReport | null, boolean>({
    source: this.report,
    computation: (report, previous) => (previous?.source === null ? report === null : (previous?.value ?? true)),
  });
  /** Name of the sample that is shown; initially the worst one. */
  protected readonly chosen = linkedSignal(() => worstSample(this.report()?.samples ?? [])?.sample ?? '');
  protected readonly shown = computed(() => this.report()?.samples.find(({ sample }) => sample === this.chosen()));
  protected readonly summary = computed(() => samplesText(this.report()?.samples ?? []));
  protected readonly limitText = limitText;
  protected readonly metricText = metricText;
  protected readonly optionText = ({ sample, verdict }: QcSample): string =>
    verdict ? `${sample}: ${QC_LOOK[verdict].word.toLowerCase()}` : sample;
}

function worstSample(samples: readonly QcSample[]): QcSample | undefined {
  const worst = worstOf(samples.map(({ verdict }) => verdict));
  return samples.find(({ verdict }) => verdict === worst);
}
