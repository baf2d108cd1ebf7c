// The search page: reads by plate, or by camera and time, for a stated purpose.
import { $, dayOf, el, percent, plate, timeOf } from './dom.js';
import { lacking, problemOf, request, session } from './session.js';

const form = $('#query');
const field = name => form.elements.namedItem(name);
let purposes = [];
/** Ends the search that is under way: when a newer one begins, nobody waits for its answer any more. */
let searching = new AbortController();
const cameraNames = new Map();
const narrow = matchMedia('(max-width: 980px)');

const HOUR = 3600_000;
const local = date => new Date(date - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

async function prepare() {
  const policy = await request('/policy');
  purposes = policy.ok ? (await policy.json()).purposes : [];
  field('purpose').replaceChildren(
    el('option', { value: '' }, 'Choose …'),
    ...purposes.map(p => el('option', { value: p.code }, p.description)));
  const cameras = await request('/api/cameras');
  if (cameras.ok) {
    for (const { cameraId, name } of await cameras.json()) cameraNames.set(cameraId, `${name} (${cameraId})`);
    field('camera').replaceChildren(...[...cameraNames].map(([id, name]) => el('option', { value: id }, name)));
  }
  const failed = [policy, cameras].find(response => !response.ok);
  if (failed) complain(await problemOf(failed));
  field('to').value = local(new Date());
  field('from').value = local(new Date(Date.now() - 12 * HOUR));
}

function complain(text) {
  $('#problem').textContent = text ?? '';
  $('#problem').hidden = !text;
}

/** Says what is missing before the server has to. */
function missing() {
  const purpose = purposes.find(p => p.code === field('purpose').value);
  const wanted = [
    [field('purpose'), !purpose, 'State the purpose of the search.'],
    [field('caseNumber'), purpose?.requiresCaseNumber && !field('caseNumber').value.trim(), 'This purpose needs a case number.'],
    [field('plate'), by() === 'plate' && !field('plate').value.trim(), 'Enter a plate.'],
  ];
  for (const [input, bad] of wanted) {
    input.setAttribute('aria-invalid', String(Boolean(bad)));
    if (bad) input.setAttribute('aria-describedby', 'problem');
    else input.removeAttribute('aria-describedby');
  }
  const first = wanted.find(([, bad]) => bad);
  first?.[0].focus();
  return first?.[2] ?? null;
}

const by = () => new FormData(form).get('by');

function parameters() {
  // A partial answer is better than none as long as it says that it is partial, which it does.
  const query = new URLSearchParams({ purpose: field('purpose').value, allowPartial: 'true' });
  const add = (name, value) => { if (value) query.set(name, value); };
  add('caseNumber', field('caseNumber').value.trim());
  if (by() === 'plate') {
    query.set('plate', field('plate').value.trim());
    if (field('lookalikes').checked) query.set('lookalikes', 'true');
  } else {
    query.set('camera', field('camera').value);
  }
  add('from', field('from').value && new Date(field('from').value).toISOString());
  // The field counts whole minutes: the chosen one is meant to be in.
  add('to', field('to').value && new Date(new Date(field('to').value).getTime() + 60_000).toISOString());
  return query;
}

const letters = text => [...text].join(' ');

/** Purpose and case of a search: its pictures are looked at for the same. */
function reasonOf(query) {
  const why = new URLSearchParams({ purpose: query.get('purpose') });
  if (query.has('caseNumber')) why.set('caseNumber', query.get('caseNumber'));
  return why;
}

/** Fetches the picture in place of its button: a look of its own, recorded as one. */
async function reveal(read, why, button) {
  button.disabled = true;
  let image;
  try {
    const response = await request(`${read.image}&${why}`, { headers: { Accept: 'image/jpeg, application/problem+json' } });
    if (!response.ok) {
      const problem = await problemOf(response);
      // Beside the results of another search it would be taken for theirs.
      if (button.isConnected) complain(problem);
      return;
    }
    image = await response.blob();
  } finally {
    button.disabled = false;
  }
  const address = URL.createObjectURL(image);
  const picture = el('img', { class: 'crop', src: address, tabindex: -1, alt: `Picture of the plate, read as ${letters(read.plate)}`, onload: () => URL.revokeObjectURL(address) });
  button.replaceWith(picture);
  picture.focus();
}

function row(read, why) {
  const show = el('button', { type: 'button', 'aria-label': `Show the picture of ${letters(read.plate)}`, onclick: () => guarded(() => reveal(read, why, show)) }, 'Show');
  return el('tr', {},
    el('td', {}, show),
    el('td', {}, plate(read.plate, { confidence: read.characterConfidence })),
    el('td', {}, read.state ?? el('span', { class: 'muted' }, 'unknown')),
    el('td', {}, cameraNames.get(read.cameraId) ?? read.cameraId),
    el('td', {}, el('time', { datetime: read.capturedAt }, el('span', { class: 'day' }, dayOf(read.capturedAt)), ' ', timeOf(read.capturedAt))),
    el('td', { class: 'number' }, String(read.looks)),
    el('td', { class: 'number' }, percent(read.confidence)));
}

/** What a search ends with when a newer one has begun: that one says what comes of it. */
const SUPERSEDED = new Error('A newer search has begun.');

/** Runs what needs the server; says so when it cannot be reached. */
async function guarded(task) {
  try {
    await task();
  } catch (failure) {
    if (failure === SUPERSEDED) return;
    $('#summary').textContent = '';
    complain('The server cannot be reached. Try again in a moment.');
  }
}

function clear() {
  $('#results tbody').replaceChildren();
  $('#results table').hidden = true;
  $('#more').hidden = true;
  $('#partial').hidden = true;
  $('#stale').hidden = true;
}

/** Says that copies answered, and how old the oldest of them may be; a later page does not unsay it. */
function sayStale(answer, append) {
  if (answer.stale) {
    const seconds = Math.max(...answer.staleBy.map(copy => copy.seconds));
    $('#stale').textContent = `A copy answered for a part of the store that could not be reached: changes of the last ${seconds} seconds may be missing. Search again in a moment before you rely on it.`;
    $('#stale').hidden = false;
  } else if (!append) {
    $('#stale').hidden = true;
  }
}

const moment = instant => `${dayOf(instant)}, ${timeOf(instant)}`;
const span = answer => `${moment(answer.from)} and ${moment(answer.to)}`;

/**
 * The answer to a search, or the problem with it. Ends the search that is under way.
 *
 * @throws SUPERSEDED if a newer search ended this one
 */
async function answerTo(query) {
  searching.abort(SUPERSEDED);
  searching = new AbortController();
  const { signal } = searching;
  $('#more').disabled = true;
  try {
    const response = await request(`/reads?${query}`, { signal });
    return response.ok ? { answer: await response.json() } : { problem: await problemOf(response) };
  } finally {
    // Whatever came of it: it would be taken for the answer to what is asked now.
    signal.throwIfAborted();
    $('#more').disabled = false;
  }
}

async function ask(query, append) {
  complain(null);
  $('#summary').textContent = 'Searching …';
  const { answer, problem } = await answerTo(query);
  if (problem) {
    $('#summary').textContent = 'No answer.';
    if (!append) clear();
    complain(problem);
    return;
  }
  const why = reasonOf(query);
  const rows = answer.reads.map(read => row(read, why));
  const body = $('#results tbody');
  if (append) body.append(...rows); else body.replaceChildren(...rows);
  const count = body.children.length;
  $('#results table').hidden = count === 0;
  $('#partial').hidden = !answer.partial && !(append && !$('#partial').hidden);
  sayStale(answer, append);
  $('#summary').textContent = count === 0
    ? `No reads between ${span(answer)}. Older ones than the policy allows no longer exist.`
    : `${count} read${count === 1 ? '' : 's'}${answer.nextCursor ? ', and more' : ''}, newest first, between ${span(answer)}.`;
  if (!append && narrow.matches) $('#results').scrollIntoView();
  const more = $('#more');
  more.hidden = !answer.nextCursor;
  more.onclick = () => {
    const next = new URLSearchParams(query);
    next.set('cursor', answer.nextCursor);
    guarded(() => ask(next, true));
  };
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const lack = missing();
  if (lack) complain(lack);
  else guarded(() => ask(parameters(), false));
});
form.addEventListener('change', () => {
  for (const part of form.querySelectorAll('[data-by]')) part.hidden = part.dataset.by !== by();
  const purpose = purposes.find(p => p.code === field('purpose').value);
  $('#case-hint').textContent = purpose?.requiresCaseNumber ? '(needed for this purpose)' : '(optional)';
});

guarded(async () => {
  const refusal = lacking(await session(), 'QUERY_READS');
  if (refusal) {
    form.querySelectorAll('fieldset, button').forEach(part => { part.disabled = true; });
    complain(refusal);
  } else {
    await prepare();
  }
});
