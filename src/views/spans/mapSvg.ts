import { px } from "../../ui/svgText";
import type { Colours } from "../../ui/useColours";
import { LIFE_GROUPS } from "./lifeGroups";
import { boxOf, type MapPicture } from "./mapDrawing";
import type { PlacedLives } from "./placedLives";

/** The map as SVG: a rectangle per listed life; where there are more, the first ones. */
export function mapSvg(picture: MapPicture, { rows }: PlacedLives, colours: Colours): string {
  const { width, height, groups } = picture;
  const boxes = rows.map((life) => {
    const box = boxOf(picture, life);
    const colour = colours[LIFE_GROUPS[groups[life]].colour];
    return `<rect x="${px(box.x)}" y="${px(box.y)}" width="${px(box.width)}" height="${px(box.height)}" fill="${colour}"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}">`,
    `<rect width="100%" height="100%" fill="${colours.bg}"/>`,
    ...boxes,
    "</svg>",
  ].join("\n");
}
