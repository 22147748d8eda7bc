/** What each line of the tests inside an extension host begins with. */
export const testOutput = '[test] ';

/** Where the tests find what they are told, as JSON: in Node's environment, or in a file of the extension's folder. */
export const factsVariable = 'EARSHOT_FACTS';
export const factsFile = 'facts.json';
