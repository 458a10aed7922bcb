import { Migration } from '@mikro-orm/migrations';

/** What is no event of ours had the last word of its subject as its type, and a reason or attempt where its payload had one. */
export class M0009NotUnderstood extends Migration {
  override up(): void {
    this.addSql(`update audit set type = 'not_understood', reason = null, attempt = null where event_id is null`);
  }
}
