import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { JobView } from '@reprise/contracts';
import { aJob } from '../../../testing/views.ts';
import { COLUMNS, type ColumnKey } from '../columns.ts';
import { JobTableRow } from './job-table-row.ts';

const metric = { name: 'reads', label: 'Reads', unit: '', value: 12, verdict: 'pass', warn: null, fail: null } as const;
const qc = { verdict: 'warn', samples: 1, metrics: [metric] } satisfies JobView['qc'];

@Component({
  selector: 'rp-row-host',
  imports: [JobTableRow],
  template: `<table>
    <tbody>
      <tr rpJobTableRow [job]="job" [shown]="shown" [selected]="false" [selectable]="false"></tr>
    </tbody>
  </table>`,
})
class RowHost {
  readonly job = aJob({ pipeline: 'wes', labels: { run: '2026-48', project: 'cardio' }, reason: 'A second run', qc });
  readonly shown: ReadonlySet<ColumnKey> = new Set([
    'sample',
    'reason',
    'pipeline',
    'labels',
    'qc_reads',
    'qc_mapped',
    'status',
  ]);
}

describe('the row of a job', () => {
  it('has its labels once, and a cell for each shown column, in the order of the columns, followed by the buttons', async () => {
    TestBed.configureTestingModule({
      providers: [provideRouter([]), provideHttpClient(), provideHttpClientTesting()],
    });
    const fixture = TestBed.createComponent(RowHost);
    await fixture.whenStable();
    const row = fixture.nativeElement as HTMLElement;
    const cells = [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim());
    const shown = COLUMNS.filter(({ key }) => fixture.componentInstance.shown.has(key)).map(({ key }) => key);
    expect(shown).toEqual(['status', 'sample', 'qc_reads', 'qc_mapped', 'pipeline', 'labels', 'reason']);
    expect(cells).toHaveLength(shown.length + 1);
    const seen = (selector: string) => row.querySelector(`.c-sample .of ${selector}`)?.textContent;
    expect([seen('.cut'), seen('.only-s')]).toEqual(['wes', ' · project=cardio · run=2026-48']);
    expect([cells[0], ...cells.slice(2, 7)]).toEqual([
      'Running',
      '12',
      '–',
      'wes',
      'project=cardio, run=2026-48',
      'A second run',
    ]);
  });

  it('has its labels next to its pipeline unless their column is shown', async () => {
    TestBed.configureTestingModule({
      providers: [provideRouter([]), provideHttpClient(), provideHttpClientTesting()],
    });
    const fixture = TestBed.createComponent(JobTableRow);
    fixture.componentRef.setInput('job', aJob({ pipeline: 'wes', labels: { run: '2026-48' } }));
    fixture.componentRef.setInput('shown', new Set<ColumnKey>(['sample']));
    fixture.componentRef.setInput('selected', false);
    await fixture.whenStable();
    expect((fixture.nativeElement as HTMLElement).querySelector('.of .cut')?.textContent).toBe('wes · run=2026-48');
  });
});
