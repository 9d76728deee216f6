"""The report: one page that can be read without a program, and its tables as files."""

from analyzer.reporting.writer import unwritten, write_report

__all__ = ["unwritten", "write_report"]
