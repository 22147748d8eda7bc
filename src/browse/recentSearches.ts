import * as v from 'valibot';
import type { Memento } from 'vscode';
import { list, name } from '../model/fields';
import { cleanAndCut, longestName } from '../model/text';
import { choiceKeys } from './choices';

const key = choiceKeys.searches;
const mostKept = 10;
const schema = list(name, mostKept);

/** What was searched for on this machine, the newest first; it is told to nobody. */
export class RecentSearches {
  constructor(private readonly state: Pick<Memento, 'get' | 'update'>) {}

  get queries(): readonly string[] {
    return v.parse(schema, this.state.get(key)).filter(Boolean);
  }

  /** Something was chosen by it. The same query in other capitals is one. */
  async add(typed: string): Promise<void> {
    const query = cleanAndCut(typed, longestName);
    if (query === '') return;
    const others = this.queries.filter((one) => one.toLowerCase() !== query.toLowerCase());
    await this.state.update(key, [query, ...others].slice(0, mostKept));
  }

  async clear(): Promise<void> {
    await this.state.update(key, undefined);
  }
}
