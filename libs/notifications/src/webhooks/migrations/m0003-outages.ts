import { Migration } from '@mikro-orm/migrations';

/** Outages of runners and disks about which people were notified. */
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
