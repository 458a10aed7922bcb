import { Migration } from '@mikro-orm/migrations';

/** Launch options of each attempt; attempts of earlier releases had none. */
export class M0012LaunchOptions extends Migration {
  override up(): void {
    this.addSql(`alter table attempt add column launch jsonb`);
  }
}
