import { Migration } from '@mikro-orm/migrations';

/** How each attempt is launched; attempts of earlier releases had no options. */
export class M0012LaunchOptions extends Migration {
  override up(): void {
    this.addSql(`alter table attempt add column launch jsonb`);
  }
}
