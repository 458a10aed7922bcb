import { Migration } from '@mikro-orm/migrations';

/** Runners that are away or have little disk space, of which people were told. */
export class M0003Outages extends Migration {
  override up(): void {
    this.addSql(`create table outage (
      type text not null,
      runner_id text not null,
      since timestamptz not null,
      over_since timestamptz,
      primary key (type, runner_id))`);
  }
}
