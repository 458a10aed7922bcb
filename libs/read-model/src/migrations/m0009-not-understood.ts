import { Migration } from '@mikro-orm/migrations';

/**
 * Messages that are not events had the last token of their subject as type, and a reason or attempt if the payload
 * contained one.
 */
export class M0009NotUnderstood extends Migration {
  override up(): void {
    this.addSql(`update audit set type = 'not_understood', reason = null, attempt = null where event_id is null`);
  }
}
