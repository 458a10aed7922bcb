import { Migration } from '@mikro-orm/migrations';

/**
 * Quarantined events with their reason. For events projected by earlier releases, the reason is unknown until a
 * rebuild.
 */
export class M0011SetAside extends Migration {
  override up(): void {
    this.addSql(`create table set_aside (seq bigint primary key, reason text not null)`);
    this.addSql(`insert into set_aside
      select seq, 'not understood by the release that read it' from audit where type = 'not_understood'`);
  }
}
