import { Migration } from '@mikro-orm/migrations';

/** Earlier releases created this table without a migration, so it may already exist. */
export class M0001SignedHead extends Migration {
  override up(): void {
    this.addSql(`create table if not exists signed_head (
      id bigint generated always as identity primary key,
      seq bigint not null, hash text not null, count bigint not null, stream_created text not null,
      time text not null, key_id text not null, signature text not null)`);
  }
}
