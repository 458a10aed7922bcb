import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { People } from '../../../shared/people/people.ts';
import { anAuditEntry } from '../../../testing/views.ts';
import { AuditTableRow } from './audit-table-row.ts';

@Component({
  imports: [AuditTableRow],
  template: `<table>
    <tr rpAuditTableRow [entry]="entry" [open]="false"></tr>
  </table>`,
})
class Table {
  readonly entry = { ...anAuditEntry('cancel_requested'), sample_name: 'PAT-0413' };
}

describe('the outcome of an entry of the audit', () => {
  it('is available in full if it is cut', async () => {
    const name = () => ({ text: 'Ana Ruiz', initials: 'AR', title: '' });
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: People, useValue: { name, text: () => '' } }],
    });
    const fixture = TestBed.createComponent(Table);
    await fixture.whenStable();
    const word = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>('.c-came .cut')!;
    expect(word.title).toBe(word.textContent.trim());
  });
});

describe('an entry of the audit on a phone', () => {
  it('shows its sample on its own line, so that a long user name does not cut it', async () => {
    const name = () => ({ text: 'Ana Maria Ruiz-Fernandez de la Vega', initials: 'AR', title: '' });
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: People, useValue: { name, text: () => '' } }],
    });
    const fixture = TestBed.createComponent(Table);
    await fixture.whenStable();
    const lines = [...(fixture.nativeElement as HTMLElement).querySelectorAll('.c-who .cut:not(.hide-s)')];
    const texts = lines.map(({ textContent }) => textContent.trim());
    expect(texts).toEqual(['Ana Maria Ruiz-Fernandez de la Vega', 'Cancelled PAT-0413']);
  });
});
