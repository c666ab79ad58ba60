"""Figures drawn as SVG: one frozen value yields the chart, its table and its sentence, so that they cannot differ."""
