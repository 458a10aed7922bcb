import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AuditEntry } from '@reprise/contracts';
import { CopyButton } from '../../../shared/copy-button.ts';
import { utc } from '../../../shared/format.ts';
import { Actor } from '../../../shared/people/actor.ts';

/** Details of an entry: the raw event, its ids, and links to its job at that event. */
@Component({
  selector: 'rp-audit-detail',
  imports: [Actor, CopyButton, RouterLink],
  templateUrl: './audit-detail.html',
  styleUrl: './audit-detail.css',
})
export class AuditDetail {
  readonly entry = input.required<AuditEntry>();
  protected readonly raw = computed(() => {
    const { seq, type, at, actor, data } = this.entry();
    return JSON.stringify({ seq, type, at, actor, data }, null, 2);
  });
  /** Both ends of an id: UUIDs of the same time share their beginning. */
  protected readonly ends = (id: string) => `${id.slice(0, 8)}…${id.slice(-4)}`;
  protected readonly utc = utc;
}
