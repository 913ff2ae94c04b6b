import type { TestDatabase } from '../harness/database.js';

/** Which tables were written to since the last time somebody asked. */
export type ChangedRows = Readonly<{ take: () => Promise<string[]> }>;

/** Noted at most once a minute for a key that is used, whatever the request comes to. */
const NOT_STATE = ['api_key'];

/** Notes every row that is inserted, changed or deleted and committed: what is rolled back takes its note along. */
export async function watchRows({ sql }: TestDatabase): Promise<ChangedRows> {
  await sql('CREATE TABLE changed_row (position bigserial PRIMARY KEY, what text NOT NULL)');
  await sql(`CREATE FUNCTION note_changed_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    BEGIN INSERT INTO changed_row (what) VALUES (TG_OP || ' ' || TG_TABLE_NAME); RETURN NULL; END $$`);
  const tables = await sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname <> 'changed_row' AND relname <> ALL ($1)`,
    [NOT_STATE],
  );
  for (const { name } of tables)
    await sql(`CREATE TRIGGER note_changed_row AFTER INSERT OR UPDATE OR DELETE ON "${name}"
      FOR EACH ROW EXECUTE FUNCTION note_changed_row()`);
  return {
    async take() {
      const noted = await sql<{ what: string }>('DELETE FROM changed_row RETURNING what');
      return [...new Set(noted.map(({ what }) => what))].toSorted();
    },
  };
}
