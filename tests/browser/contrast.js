// Text that stands out too little from its ground, as it is computed; WCAG 2.2, 1.4.3.
() => {
  const parse = (colour) => {
    if (!colour.startsWith("rgb")) throw new Error(`unknown notation of a colour: ${colour}`);
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return [red, green, blue, alpha];
  };
  const over = (top, below) =>
    [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const luminance = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };

  // The colours behind an element, from the page's own up to it.
  const ground = (element) => {
    const below = element.parentElement ? ground(element.parentElement) : canvas();
    const style = getComputedStyle(element);
    if (style.backgroundImage !== "none") throw new Error(`text on a picture: ${element.outerHTML}`);
    return over(parse(style.backgroundColor), below);
  };
  const canvas = () => {
    const probe = document.createElement("i");
    probe.style.cssText = "forced-color-adjust: none; color: Canvas";
    document.body.append(probe);
    const colour = parse(getComputedStyle(probe).color);
    probe.remove();
    return colour;
  };

  // In a chart: the last filled shape before the text that reaches behind its middle.
  const behind = (text) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const shapes = [...text.ownerSVGElement.querySelectorAll("path, rect, polygon")].filter((shape) => {
      if (shape.closest("defs, clipPath, marker")) return false;
      const own = shape.getBoundingClientRect();
      const before = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      const filled = getComputedStyle(shape).fill !== "none";
      return before && filled && own.left <= x && x <= own.right && own.top <= y && y <= own.bottom;
    });
    const below = ground(text.ownerSVGElement);
    const shape = shapes.at(-1);
    if (!shape) return below;
    const style = getComputedStyle(shape);
    const colour = parse(style.fill);
    return over([...colour.slice(0, 3), colour[3] * style.fillOpacity], below);
  };

  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      && box.width > 1 && box.height > 1 && !hidden(element);
  };
  // Whether it is there for screen readers alone.
  const hidden = (element) =>
    element !== null && (getComputedStyle(element).clipPath === "inset(50%)" || hidden(element.parentElement));
  const measure = (element) => {
    const style = getComputedStyle(element);
    const drawn = element instanceof SVGElement;
    const below = drawn ? behind(element.closest("text")) : ground(element);
    const colour = over(parse(drawn ? style.fill : style.color), below);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return { text: element.textContent.trim().slice(0, 40), ratio: ratio(colour, below), need: large ? 3 : 4.5 };
  };

  const elements = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const told = ["SCRIPT", "STYLE", "title", "desc"].includes(element.tagName);
    if (walker.currentNode.data.trim() && !told && shown(element)) elements.add(element);
  }
  const measured = [...elements].map(measure);
  return { count: measured.length, weak: measured.filter((each) => each.ratio < each.need) };
}
