// Small helpers to build pages. Text always goes in as text, never as markup.

export const $ = (selector, root = document) => root.querySelector(selector);

/** An element with properties and children; strings become text, null and false are left out. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

// Not hour12: false, by which American English counts the first hour of a day as 24.
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });

export const timeOf = instant => clock.format(new Date(instant));
export const dayOf = instant => day.format(new Date(instant));

/** How long ago, in words a glance understands. */
export function ago(instant) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(instant)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return `${Math.floor(seconds / 3600)} h ago`;
}

export const percent = probability => `${Math.round(100 * probability)} %`;

/** STOLEN_VEHICLE → stolen vehicle */
export const words = code => code.toLowerCase().replaceAll('_', ' ');

const WEAK = 0.8;

/**
 * A plate's text, a cell a character. Cells under a bar as long as the reader was sure; cells that
 * differ from the list are marked by colour and outline, and named for screen readers.
 */
export function plate(text, { confidence = [], differing = [], big = false, label = 'Plate' } = {}) {
  const cells = [...text].map((character, position) => {
    const sure = confidence[position] ?? 1;
    const cell = el('span', { class: 'ch', 'aria-hidden': 'true' }, character);
    cell.style.setProperty('--p', sure);
    cell.classList.toggle('weak', sure < WEAK);
    cell.classList.toggle('diff', differing.includes(position));
    return cell;
  });
  const spoken = [...text].join(' ')
    + (differing.length ? `, differs from the list at position ${differing.map(p => p + 1).join(' and ')}` : '');
  return el('span', { class: big ? 'plate big' : 'plate', role: 'img', 'aria-label': `${label} ${spoken}` }, cells);
}
